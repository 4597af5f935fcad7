"""Names, titles and roles for the sentences that `augment.py` makes by template: no data set."""

from __future__ import annotations


def _split(text: str) -> tuple[str, ...]:
    """The items of a text, parted by commas, with line breaks taken as blanks."""
    return tuple(" ".join(item.split()) for item in text.split(","))


FIRST_NAMES = _split(
    """
    Anna, Maria, John, David, Michael, Sarah, James, Robert, Peter, Paul, Olaf, Ursula, Emmanuel,
    Angela, Vladimir, Volodymyr, Kaja, Giorgia, Pedro, Donald, Joe, Kamala, Boris, Rishi, Keir, Mark,
    Rustem, Sergei, Dmytro, Andriy, Mette, Sanna, Petteri, Ulf, Jens, Viktor, Andrzej, Mateusz, Klaus,
    Charles, Christine, Janet, Jerome, Narendra, Xi, Fumio, Shigeru, Antonio, Recep, Benjamin, Yoav,
    Mohammed, Hassan, Ali, Fatima, Aisha, Ahmed, Ibrahim, Omar, Leila, Carlos, Luis, Gabriel, Sofia,
    Elena, Irina, Natalia, Oleksandr, Mykhailo, Margaret, Elizabeth, Karen, Linda, Susan, Thomas,
    William, Henry, George, Edward, Daniel, Alex, Adam, Alan, Albert, Alexander, Alice, Amanda, Amy,
    Andrea, Andrew, Anne, Anthony, Ashley, Barbara, Ben, Betty, Bill, Bob, Brad, Brandon, Brenda, Brian,
    Bruce, Carol, Caroline, Catherine, Chad, Charlotte, Chris, Christian, Christopher, Cindy, Claire,
    Craig, Dan, Dave, Deborah, Debra, Dennis, Diana, Diane, Don, Donna, Doug, Dylan, Ed, Emily, Emma,
    Eric, Erin, Ethan, Evelyn, Frank, Fred, Gary, Gerald, Gina, Gloria, Grace, Greg, Hannah, Harry,
    Heather, Helen, Holly, Ian, Isabel, Jack, Jacob, Jake, Jan, Jason, Jay, Jeff, Jennifer, Jenny,
    Jeremy, Jessica, Jill, Jim, Joan, Jonathan, Jordan, Jose, Joseph, Josh, Joyce, Juan, Judy, Julia,
    Julie, Justin, Kate, Katie, Kay, Keith, Kelly, Ken, Kenneth, Kevin, Kim, Kyle, Larry, Laura, Lauren,
    Lee, Leo, Lisa, Lucy, Luke, Lynn, Marco, Marie, Mario, Marta, Martha, Martin, Mary, Matt, Matthew,
    Melissa, Michelle, Mike, Monica, Nancy, Nathan, Neil, Nick, Nicole, Nina, Noah, Nora, Olivia, Oscar,
    Pam, Pat, Patricia, Patrick, Phil, Philip, Phillip, Rachel, Ralph, Ray, Rebecca, Richard, Rick,
    Roger, Ron, Ronald, Rosa, Roy, Russell, Ruth, Ryan, Sally, Sam, Samantha, Samuel, Sandra, Sara,
    Scott, Sean, Sharon, Sheila, Simon, Sophie, Stacy, Stephanie, Stephen, Steve, Steven, Sue, Suzanne,
    Tara, Ted, Teresa, Terry, Tim, Timothy, Tina, Todd, Tom, Tony, Tracy, Vince, Victor, Victoria,
    Walter, Wendy, Zach, Abdul, Abdullah, Amir, Hamid, Khalid, Mahmoud, Mustafa, Nasser, Saddam, Yasser,
    Yusuf, Zainab, Chen, Li, Wang, Wei, Hiroshi, Kenji, Yuki, Raj, Sanjay, Priya, Ravi, Pierre, Jean,
    Jacques, François, Giuseppe, Luca, Hans, Jürgen, Karl, Fritz, Ivan, Dmitry, Olga, Tatiana, Lech,
    Piotr, Katarzyna, Miguel, Pablo, Diego, Javier, Fernando, Kwame, Chinedu, Nelson
    """
)
SURNAMES = _split(
    """
    Smith, Johnson, Williams, Brown, Miller, Davis, Wilson, Taylor, Clark, Lewis, Walker, Hall, Young,
    King, Wright, Scholz, Merkel, Macron, Zelenskyy, Putin, Lavrov, Peskov, Kallas, Borrell, Meloni,
    Sánchez, Trump, Biden, Harris, Sunak, Starmer, Rutte, Merz, Stoltenberg, Umerov, Kuleba, Yermak,
    Shmyhal, Frederiksen, Marin, Orpo, Kristersson, Orbán, Fico, Tusk, Duda, Lagarde, Yellen, Powell,
    Modi, Jinping, Kishida, Ishiba, Guterres, Erdogan, Netanyahu, Gallant, Salman, Rahman, Khan,
    Hussein, Ahmadi, García, López, Silva, Santos, Petrova, Ivanov, Shevchenko, Kovalenko, Bondarenko,
    O'Brien, McCarthy, Müller, Schmidt, Weber, Dupont, Bernard, Rossi, Ferrari, Novak, Horváth, Popescu,
    Jensen, Hansen, Nielsen, Larsson, Virtanen, Tamm, Kalniņš, von der Leyen, De Wever, van den Berg,
    bin Salman, de la Cruz, da Silva, Al Thani, Ben Ali, Van Dijk, Le Pen, von Storch, Della Vedova,
    Tran, Nguyen, Kim, Park, Okonkwo, Adeyemi, Mbeki, Costa, Metsola, Dombrovskis, Šefčovič, Sybiha,
    Svyrydenko, Adams, Allen, Anderson, Bailey, Baker, Barnes, Bell, Bennett, Bush, Butler, Campbell,
    Carter, Cheney, Clinton, Collins, Cook, Cooper, Cox, Cruz, Delgado, Diaz, Edwards, Evans, Fisher,
    Flores, Foster, Fox, Gomez, Gonzalez, Gore, Graham, Gray, Green, Griffin, Hamilton, Hayes,
    Henderson, Hernandez, Hill, Howard, Hughes, Jackson, James, Jenkins, Jones, Kelly, Kennedy, Lee,
    Long, Lopez, Martin, Martinez, Mitchell, Moore, Morgan, Morris, Murphy, Murray, Nelson, Obama,
    Parker, Perez, Perry, Peterson, Phillips, Price, Reagan, Reed, Reyes, Rice, Rivera, Roberts,
    Robinson, Rodriguez, Rogers, Romney, Ross, Rumsfeld, Russell, Sanders, Scott, Shaw, Simpson,
    Stewart, Stone, Sullivan, Thompson, Turner, Vance, Ward, Washington, Watson, West, White, Wood,
    Woods, Abbas, Arafat, Sharon, Barak, Assad, Khamenei, Rouhani, Karzai, Musharraf, Bhutto, Singh,
    Gandhi, Sharma, Patel, Chen, Wang, Li, Zhang, Liu, Yang, Huang, Tanaka, Suzuki, Sato, Yamamoto, Abe,
    Castro, Chávez, Lula, Maduro, Bolsonaro, Milei, Mandela, Zuma, Mugabe, Blair, Cameron, May,
    Thatcher, Corbyn, Sarkozy, Hollande, Chirac, Schröder, Kohl, Berlusconi, Draghi, Renzi, Conte,
    Rajoy, Aznar, Tsipras, Papadopoulos, Medvedev, Yeltsin, Gorbachev, Shoigu, Lukashenko, Poroshenko,
    Yushchenko, Kowalski, Nowak, Svensson, Johansson, Olsen, Andersen, Korhonen, Gates, Musk, Bezos,
    Jobs, Buffett, Zuckerberg
    """
)
COUNTRIES = _split(
    """
    Ukraine, Russia, Germany, France, Poland, Hungary, Slovakia, Italy, Spain, Belgium, Denmark, Sweden,
    Finland, Norway, Estonia, Latvia, Lithuania, Britain, Ireland, Portugal, Greece, Turkey, Israel,
    Iran, Iraq, Syria, Lebanon, Egypt, China, Japan, India, Pakistan, Indonesia, Australia, Canada,
    Mexico, Brazil, Argentina, Kenya, Nigeria, Ethiopia, Romania, Bulgaria, Moldova, Georgia, Austria,
    Switzerland, Netherlands, Vietnam, Taiwan, Philippines, Gaza, California, Texas, Crimea, United
    States, United Kingdom, South Korea, North Korea, South Africa, Saudi Arabia, New Zealand,
    Afghanistan, Albania, Algeria, Angola, Armenia, Azerbaijan, Bahrain, Bangladesh, Belarus, Bolivia,
    Bosnia, Botswana, Cambodia, Cameroon, Chad, Chile, Colombia, Congo, Costa Rica, Croatia, Cuba,
    Cyprus, Czech Republic, Czechia, Dominican Republic, Ecuador, El Salvador, Eritrea, Ghana,
    Guatemala, Guinea, Haiti, Honduras, Hong Kong, Iceland, Ivory Coast, Jamaica, Jordan, Kazakhstan,
    Kosovo, Kuwait, Kyrgyzstan, Laos, Libya, Luxembourg, Macedonia, Madagascar, Malawi, Malaysia,
    Maldives, Mali, Malta, Mongolia, Montenegro, Morocco, Mozambique, Myanmar, Namibia, Nepal,
    Nicaragua, Niger, Oman, Panama, Paraguay, Peru, Qatar, Rwanda, Senegal, Serbia, Sierra Leone,
    Singapore, Slovenia, Somalia, Sri Lanka, Sudan, Tajikistan, Tanzania, Thailand, Tibet, Tunisia,
    Uganda, UAE, UK, U.K., US, U.S., USA, America, England, Scotland, Wales, Northern Ireland, Uruguay,
    Uzbekistan, Venezuela, Yemen, Zambia, Zimbabwe, Europe, Asia, Africa, Middle East, Latin America,
    North America, Palestine, West Bank, Kashmir, Donbas, Donetsk, Siberia, Bavaria, Catalonia,
    Brittany, Sicily, Tuscany, Kerala, Punjab, Quebec, Ontario, British Columbia, Queensland, Alabama,
    Alaska, Arizona, Arkansas, Colorado, Connecticut, Delaware, Florida, Hawaii, Idaho, Illinois,
    Indiana, Iowa, Kansas, Kentucky, Louisiana, Maine, Maryland, Massachusetts, Michigan, Minnesota,
    Mississippi, Missouri, Montana, Nebraska, Nevada, New Hampshire, New Jersey, New Mexico, North
    Carolina, North Dakota, Ohio, Oklahoma, Oregon, Pennsylvania, Rhode Island, South Carolina, South
    Dakota, Tennessee, Utah, Vermont, Virginia, West Virginia, Wisconsin, Wyoming
    """
)
CITIES = _split(
    """
    Brussels, Kyiv, Moscow, Berlin, Paris, London, Washington, New York, Beijing, Tokyo, Geneva, Vienna,
    Warsaw, Budapest, Rome, Madrid, Lisbon, Athens, Copenhagen, Stockholm, Oslo, Helsinki, Tallinn,
    Cairo, Jerusalem, Beirut, Tehran, Ankara, Istanbul, New Delhi, Islamabad, Seoul, Sydney, Ottawa,
    Mexico City, Nairobi, Lagos, Dubai, Los Angeles, Chicago, Strasbourg, Frankfurt, Kharkiv, Odesa,
    Bratislava, Atlanta, Austin, Baltimore, Boston, Charlotte, Cleveland, Columbus, Dallas, Denver,
    Detroit, Houston, Las Vegas, Memphis, Miami, Milwaukee, Minneapolis, Nashville, New Orleans,
    Oakland, Orlando, Philadelphia, Phoenix, Pittsburgh, Portland, Sacramento, Salt Lake City, San
    Antonio, San Diego, San Francisco, San Jose, Seattle, St. Louis, Tampa, Toronto, Montreal,
    Vancouver, Calgary, Manchester, Birmingham, Liverpool, Glasgow, Edinburgh, Belfast, Dublin, Oxford,
    Cambridge, Amsterdam, Rotterdam, The Hague, Antwerp, Munich, Hamburg, Cologne, Zurich, Milan,
    Naples, Venice, Florence, Barcelona, Seville, Valencia, Lyon, Marseille, Nice, Prague, Krakow,
    Gdansk, Lviv, Mariupol, Kherson, Sofia, Bucharest, Belgrade, Zagreb, Sarajevo, Vilnius, Riga, Minsk,
    St. Petersburg, Tbilisi, Baku, Yerevan, Baghdad, Basra, Mosul, Fallujah, Kabul, Kandahar, Karachi,
    Lahore, Mumbai, Delhi, Bangalore, Chennai, Kolkata, Dhaka, Kathmandu, Colombo, Bangkok, Hanoi, Ho
    Chi Minh City, Manila, Jakarta, Kuala Lumpur, Shanghai, Shenzhen, Taipei, Osaka, Kyoto, Hiroshima,
    Melbourne, Brisbane, Perth, Auckland, Wellington, Damascus, Aleppo, Riyadh, Jeddah, Mecca, Doha, Abu
    Dhabi, Amman, Tel Aviv, Ramallah, Gaza City, Alexandria, Tripoli, Tunis, Algiers, Casablanca,
    Khartoum, Addis Ababa, Mogadishu, Kampala, Kigali, Johannesburg, Cape Town, Accra, Dakar, Buenos
    Aires, Rio de Janeiro, São Paulo, Brasília, Lima, Bogotá, Caracas, Santiago, Havana, Panama City,
    Manhattan, Brooklyn, Hollywood, Davos
    """
)
# Adjectives of nationality.
NATIONAL = _split(
    """
    Ukrainian, Russian, German, French, Polish, Hungarian, Slovak, Italian, Spanish, Belgian, Danish,
    Swedish, Finnish, Norwegian, Estonian, British, Irish, Greek, Turkish, Israeli, Iranian, Iraqi,
    Syrian, Egyptian, Chinese, Japanese, Indian, Australian, Canadian, Mexican, Brazilian, American,
    European, Romanian, Dutch, Austrian, Swiss
    """
)
ORGANISATIONS = _split(
    """
    EU, NATO, UN, Reuters, Gazprom, Apple, Microsoft, Google, Boeing, Airbus, Tesla, Pentagon, Kremlin,
    Congress, Parliament, Euroclear, Hamas, Hezbollah, WHO, IMF, ECB, FBI, CIA, NASA, BBC, European
    Union, European Commission, European Council, United Nations, World Bank, White House, State
    Department, Foreign Ministry, Defense Ministry, Security Council, European Central Bank, Federal
    Reserve, Supreme Court, Red Cross, Human Rights Watch, Amnesty International, Deutsche Bank, Goldman
    Sachs, Toyota, Volkswagen, Amazon, Facebook, Meta, Twitter, Netflix, Intel, IBM, Dell, Samsung,
    Sony, Nokia, Siemens, BMW, Ford, General Motors, Honda, Hyundai, Shell, BP, Exxon, ExxonMobil,
    Chevron, Total, Rosneft, Lukoil, Enron, Pfizer, Moderna, AstraZeneca, Bayer, Nestlé, Unilever,
    Walmart, Target, Costco, Starbucks, McDonald's, Coca-Cola, Pepsi, Nike, Adidas, Disney, Fox News,
    CNN, NBC, CBS, ABC, New York Times, Washington Post, Wall Street Journal, Financial Times, The
    Guardian, Associated Press, AFP, Bloomberg, Al Jazeera, Xinhua, JPMorgan, Morgan Stanley, Citigroup,
    HSBC, UBS, Credit Suisse, BNP Paribas, Lehman Brothers, Visa, Mastercard, Uber, OpenAI, Nvidia,
    Huawei, Alibaba, Tencent, Lufthansa, Ryanair, Delta, UNESCO, UNICEF, OPEC, OECD, WTO, IAEA, African
    Union, Arab League, G7, G20, Interpol, Europol, Taliban, Al Qaeda, ISIS, Islamic State, Fatah, PLO,
    IRA, Senate, House of Representatives, House of Commons, Bundestag, Duma, Labour Party, Conservative
    Party, Republican Party, Democratic Party, GOP, Treasury, Justice Department, Defense Department,
    Homeland Security, Bank of England, Bundesbank, Harvard, Harvard University, Stanford University,
    Oxford University, MIT, Yale, Manchester United, Real Madrid, Barcelona, Bayern Munich, Chelsea,
    FIFA, UEFA, IOC, Greenpeace, Salvation Army, Medecins Sans Frontieres, Lockheed Martin, Raytheon,
    Rheinmetall, BAE Systems, Rolls-Royce, Ikea, Ericsson, Volvo, Maersk, Novo Nordisk
    """
)
# Printed before a name; capitalised.
TITLES = _split(
    """
    President, Prime Minister, Defense Minister, Defence Minister, Foreign Minister, Finance Minister,
    Chancellor, Secretary, General, Sen., Rep., Gov., Mr., Ms., Mrs., Dr., Commissioner, King,
    Professor, Judge, Interior Minister, Energy Minister, Vice President, Foreign Secretary, Justice
    Minister, Speaker, Mayor
    """
)
# A description before or after a name; in small letters.
ROLES = _split(
    """
    spokesman, spokeswoman, spokesperson, foreign policy chief, foreign minister, defense minister,
    president, prime minister, chancellor, finance minister, chief executive, analyst, economist,
    lawmaker, senator, mayor, governor, ambassador, diplomat, official, police chief, commander, envoy,
    negotiator, professor, researcher, lawyer, director, chairman, secretary, adviser, activist, union
    leader, opposition leader
    """
)
