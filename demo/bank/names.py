# ruff: noqa: E501, SIM905 (lists of words)
"""Words of the synthetic bank: people's and firms' names, cities, merchants, employers."""

# culture: (men, women, surnames). Spelling variants stand side by side on purpose.
CULTURES: dict[str, tuple[str, str, str]] = {
    "hindi": (
        "Ajay Ajai Sanjay Sanjai Vijay Vinod Rakesh Ramesh Suresh Mukesh Anil Sunil Deepak Amit Rahul Rohit "
        "Manoj Pankaj Alok Ashok Vikas Vivek Shyam Ravindra Dinesh Harish Abhishek Gaurav Saurabh Krishna",
        "Sita Seeta Geeta Gita Sunita Anita Kavita Savita Pooja Puja Neha Priya Asha Usha Rekha Meena Mina "
        "Shalini Archana Vandana Ritu Nisha Kiran Pushpa Laxmi Lakshmi Aarti Arti Shweta Sweta",
        "Sharma Verma Varma Gupta Singh Yadav Mishra Misra Tiwari Tiwary Pandey Pande Dubey Srivastava "
        "Shrivastava Agarwal Aggarwal Agrawal Chauhan Chouhan Saxena Tripathi Rathore Maurya Jain",
    ),
    "marathi": (
        "Sachin Nitin Prashant Santosh Ganesh Mahesh Milind Sandeep Sandip Swapnil Amol Nilesh Yogesh "
        "Aniket Omkar Onkar Shrikant Dattatray Vishwas Makarand Tushar Kedar Rohan Vaibhav",
        "Meera Mira Vaishali Manisha Swati Sneha Ashwini Sayali Madhuri Smita Rohini Pallavi Supriya "
        "Jyoti Mugdha Mrunal Shubhangi Sharvari Tejaswini Aditi Gauri Gouri",
        "Deshpande Deshpandey Kulkarni Joshi Patil Pawar Shinde Jadhav Kadam Gaikwad Gaikwar More Chavan "
        "Bhosale Bhonsle Sawant Naik Apte Gokhale Phadke Kelkar Rane Salunkhe Mane",
    ),
    "gujarati": (
        "Jignesh Hitesh Bhavesh Nilesh Ketan Chirag Paresh Jayesh Kalpesh Mehul Dharmesh Rajesh Hardik "
        "Parth Dhaval Viral Kirit Mitesh Pratik Jitendra",
        "Hetal Bhavna Bhavana Jigna Falguni Kinjal Komal Dipti Deepti Nirali Urvashi Hiral Rupal Foram "
        "Krupa Heena Hina Minal Daksha Trupti",
        "Patel Shah Mehta Desai Parekh Parikh Trivedi Dave Joshi Bhatt Bhat Modi Gandhi Amin Solanki "
        "Chaudhari Chaudhary Thakkar Thakker Vyas Pandya Vora Vohra Zaveri",
    ),
    "tamil": (
        "Senthil Murugan Karthik Karthick Saravanan Selvam Balaji Venkatesh Venkatesan Ramanathan "
        "Subramanian Subramaniam Arun Prakash Rajan Ganesan Shanmugam Manikandan Kumaran Anand",
        "Lakshmi Laxmi Seetha Sita Meenakshi Kavitha Revathi Revathy Divya Janaki Vasantha Malathi "
        "Malathy Uma Bhuvana Chitra Deepa Gayathri Gayatri Saraswathi Saraswati Padma",
        "Iyer Iyengar Aiyar Raman Krishnan Natarajan Sundaram Pillai Mudaliar Nadar Chettiar Gounder "
        "Rajagopal Srinivasan Shrinivasan Narayanan Ramachandran Swaminathan Palaniswami Thevar",
    ),
    "telugu": (
        "Srinivas Shrinivas Venkat Ravi Raghu Naresh Suresh Kiran Phani Chaitanya Rama Krishna Satish "
        "Sateesh Mahesh Prasad Nagarjuna Sai Vamsi Vamshi Madhav Harsha",
        "Padma Padmaja Sravani Shravani Swathi Swati Anusha Lavanya Sirisha Shirisha Madhavi Sujatha "
        "Sujata Vijaya Kalyani Bhargavi Keerthi Kirti Haritha Sandhya",
        "Reddy Reddi Rao Naidu Raju Chowdary Choudary Varma Sastry Shastri Murthy Murty Prasad "
        "Yellapragada Kandula Bandaru Gudipati Vemuri Tummala Kolluri",
    ),
    "kannada": (
        "Manjunath Basavaraj Shivakumar Mahadev Nagaraj Raghavendra Prakash Girish Umesh Lokesh "
        "Chetan Chethan Darshan Harsha Pradeep Pradip Sudhir Ramesh Vinay Vinayak",
        "Shobha Roopa Rupa Asha Vidya Savitha Savita Pushpa Nandini Shilpa Veena Vina Sowmya Soumya "
        "Ranjitha Chaitra Bhagya Kavya Rashmi Sudha",
        "Gowda Gouda Hegde Shetty Shetti Rao Bhat Kamath Pai Nayak Nayaka Murthy Patil Hiremath "
        "Kulkarni Acharya Acharaya Shenoy Ballal Kini",
    ),
    "malayali": (
        "Unnikrishnan Sreekumar Shreekumar Rajeev Rajiv Anoop Anup Biju Suresh Gopakumar Hari Jayan "
        "Krishnan Madhavan Manoj Pradeep Ramesh Sanal Vinod Vishnu",
        "Sreedevi Shreedevi Lekha Bindu Sindhu Deepa Dipa Anjali Ambika Latha Lata Remya Ramya "
        "Smitha Smita Parvathy Parvathi Radhika Indira Maya",
        "Nair Nayar Menon Pillai Kurup Panicker Panikkar Varma Warrier Nambiar Namboodiri Unnithan "
        "Kaimal Marar Poduval Thampi",
    ),
    "bengali": (
        "Subhash Subhas Sourav Saurav Arindam Anirban Debashis Debasish Partha Prosenjit Sandip "
        "Tapas Tapan Amitava Amitabha Kaushik Koushik Sumit Abhijit Abhijeet Ranjan",
        "Sharmila Sarmila Moumita Paromita Ananya Debjani Indrani Rina Reena Mitali Soma Tanushree "
        "Tanusree Sreya Shreya Madhumita Ruma Swapna Arpita Sutapa",
        "Banerjee Banerji Chatterjee Chatterji Mukherjee Mukherji Bhattacharya Bhattacharjee Ganguly "
        "Ghosh Ghose Bose Basu Sen Das Dutta Datta Roy Ray Sarkar Mitra Chakraborty Chakrabarti",
    ),
    "punjabi": (
        "Gurpreet Harpreet Manpreet Jaspreet Jasprit Harjit Harjeet Balwinder Sukhwinder Rajinder "
        "Rajender Amarjit Amarjeet Paramjit Kuldeep Kuldip Jagdeep Navdeep Ranjit Baljit",
        "Simran Harleen Jasleen Gurleen Amrit Navneet Manjit Manjeet Kulwinder Parminder Rupinder "
        "Sukhpreet Jaswinder Kiranjit Prabhjot Satinder Mandeep Ravneet Ramandeep Harsimran",
        "Singh Kaur Gill Sandhu Sidhu Dhillon Dhaliwal Grewal Brar Bajwa Ahluwalia Walia Arora "
        "Kapoor Kapur Khanna Malhotra Chopra Bedi Sethi",
    ),
    "muslim": (
        "Mohammed Mohammad Mohd Muhammad Imran Salman Aamir Amir Asif Arif Javed Javaid Farhan "
        "Irfan Faisal Shahid Tariq Yusuf Yousuf Ibrahim Ismail Iqbal Rashid Rasheed",
        "Fatima Fathima Ayesha Aisha Shabana Shabnam Nasreen Nasrin Rukhsana Zainab Zeenat Zinat "
        "Saira Sayra Farah Noor Nur Mumtaz Yasmin Yasmeen Sana Nazia",
        "Khan Ahmed Ahmad Ansari Shaikh Sheikh Shaik Siddiqui Siddiqi Qureshi Quraishi Sayyed Syed "
        "Pathan Mirza Hussain Husain Ali Malik Farooqui Memon",
    ),
    "christian": (
        "Joseph John Thomas George Mathew Matthew Philip Phillip Anthony Antony Francis Peter Paul "
        "Xavier Jacob Abraham Stephen Steven Kevin Melvin",
        "Mary Anna Ann Elizabeth Teresa Theresa Rose Sheela Sheila Susan Shiny Jessy Jessie Grace "
        "Annie Lissy Maria Rita Philomina Catherine Katherine",
        "D'Souza DSouza Fernandes Fernandez Pereira Pinto Rodrigues Lobo Mascarenhas Kurian Kurien "
        "Varghese Verghese Chacko Cherian Thomas Dias Menezes Gomes Gomez",
    ),
    "parsi": (
        "Cyrus Rustom Rustam Jamshed Jamshid Farokh Farrokh Homi Nariman Sohrab Kersi Zubin Darius "
        "Percy Behram Ardeshir Dinshaw Keki Noshir Adi",
        "Roshan Freny Perin Dina Shirin Shireen Zarin Zareen Mehroo Mehru Khorshed Khurshid Aban "
        "Nergish Delna Tina Armaity Pervin Parvin Villoo",
        "Mistry Mistri Daruwala Contractor Engineer Batliwala Irani Wadia Tata Godrej Dastur "
        "Dastoor Vakil Sethna Billimoria Pardiwala Bharucha Kapadia",
    ),
}

REGIONS = ("West", "South", "North", "East", "Central", "North West")
# region: cities, state of each, and the shares of cultures among its customers
CITIES: dict[str, str] = {
    "West": "Mumbai:Maharashtra Pune:Maharashtra Nashik:Maharashtra Thane:Maharashtra Kolhapur:Maharashtra "
    "Satara:Maharashtra Nagpur:Maharashtra Panaji:Goa Solapur:Maharashtra Sangli:Maharashtra",
    "South": "Bengaluru:Karnataka Chennai:Tamil_Nadu Hyderabad:Telangana Kochi:Kerala Coimbatore:Tamil_Nadu "
    "Mysuru:Karnataka Madurai:Tamil_Nadu Visakhapatnam:Andhra_Pradesh Thiruvananthapuram:Kerala Hubballi:Karnataka",
    "North": "Delhi:Delhi Gurugram:Haryana Noida:Uttar_Pradesh Lucknow:Uttar_Pradesh Kanpur:Uttar_Pradesh "
    "Varanasi:Uttar_Pradesh Agra:Uttar_Pradesh Dehradun:Uttarakhand Prayagraj:Uttar_Pradesh Meerut:Uttar_Pradesh",
    "East": "Kolkata:West_Bengal Howrah:West_Bengal Patna:Bihar Ranchi:Jharkhand Bhubaneswar:Odisha "
    "Guwahati:Assam Siliguri:West_Bengal Durgapur:West_Bengal Cuttack:Odisha Jamshedpur:Jharkhand",
    "Central": "Ahmedabad:Gujarat Surat:Gujarat Vadodara:Gujarat Rajkot:Gujarat Indore:Madhya_Pradesh "
    "Bhopal:Madhya_Pradesh Gwalior:Madhya_Pradesh Raipur:Chhattisgarh Jabalpur:Madhya_Pradesh Bhavnagar:Gujarat",
    "North West": "Chandigarh:Chandigarh Amritsar:Punjab Ludhiana:Punjab Jalandhar:Punjab Jaipur:Rajasthan "
    "Udaipur:Rajasthan Jodhpur:Rajasthan Shimla:Himachal_Pradesh Jammu:Jammu_and_Kashmir Patiala:Punjab",
}
# in the order of CULTURES
CULTURE_SHARES: dict[str, tuple[int, ...]] = {
    "West": (16, 44, 12, 2, 2, 4, 2, 1, 2, 8, 5, 2),
    "South": (5, 2, 1, 25, 22, 18, 12, 1, 1, 8, 5, 0),
    "North": (64, 2, 2, 1, 1, 1, 1, 3, 10, 14, 1, 0),
    "East": (26, 1, 2, 1, 2, 0, 1, 50, 1, 13, 3, 0),
    "Central": (30, 5, 46, 1, 1, 0, 1, 1, 3, 10, 1, 1),
    "North West": (38, 1, 3, 0, 0, 0, 1, 1, 45, 9, 2, 0),
}
LANGUAGES = ("hi", "mr", "gu", "ta", "te", "kn", "ml", "bn", "pa", "ur", "en", "gu")
AREAS = (
    "Main Road,Station Road,MG Road,Civil Lines,Gandhi Chowk,Market Yard,Camp,Shivaji Nagar,Nehru Place,"
    "Lake View,University Road,Old Town,Model Colony,Rajendra Nagar,Temple Street,Ring Road,Cantonment,"
    "Gandhi Nagar,Industrial Estate,Sadar Bazar,Park Street,Airport Road,Vivek Vihar,Indira Nagar,"
    "Ashok Nagar,Subhash Chowk,Race Course,College Road,Hill Road,Fort,Tilak Road,Patel Nagar,Clock Tower,New Colony"
).split(",")
OCCUPATIONS = (
    "Software engineer,Teacher,Government service,Bank officer,Doctor,Accountant,Sales manager,Nurse,"
    "Police officer,Civil engineer,Lawyer,Shop owner,Farmer,Consultant,Architect,Homemaker,Retired,Student"
).split(",")
FIRM_WORDS = (
    "Shree Balaji,Sai Krupa,Konkan,Deccan,Ganga,Himalaya,Sahyadri,Malabar,Vindhya,Om Shanti,Jai Bharat,New India,"
    "Modern,Royal,Anand,Lakshmi,Annapurna,Bharat,Eastern,Western,Southern,Krishna,Godavari,Kaveri,Surya,Chandra"
).split(",")
FIRM_TRADES = (
    "Traders,Foods,Textiles,Engineering Works,Pharma,Steel,Logistics,Builders,Exports,Agro,Electronics,Hospital,"
    "Jewellers,Motors,Software,Packaging,Chemicals,Hotels,Polymers,Enterprises"
).split(",")
FIRM_FORMS = ("", " Private Limited", " Limited", " & Sons", " LLP", " & Co")
STREETS = (
    "Tilak Path,Lotus Apartments,Sunrise Society,Green Park,Shanti Niwas,Ganesh Colony,Nehru Marg,Rose Villa,"
    "Palm Residency,Silver Heights,Krishna Kunj,Laxmi Nagar,Sector 12,Second Cross,East Lane,Temple View"
).split(",")

# counterparties by group: name and the bank code shown in a narration
GROUPS: dict[str, str] = {
    "employer": "Infosys Ltd,Tata Consultancy Services,Wipro Ltd,Larsen & Toubro,Mahindra & Mahindra,Reliance Industries,"
    "Bharat Electronics,State Government Treasury,Indian Railways,Asian Paints,Sun Pharma,Bajaj Auto,Tech Mahindra,"
    "HCL Technologies,Kirloskar Brothers,Zensar Technologies,Cipla Ltd,Dabur India,Bosch India,Siemens India,"
    "Apollo Hospitals,Kendriya Vidyalaya,Maruti Suzuki,Hindustan Unilever,Ashok Leyland,Godrej Industries,"
    "Coal India,NTPC Ltd,Power Grid,ITC Ltd",
    "shopping": "Amazon,Flipkart,Myntra,Croma,Reliance Digital,Shoppers Stop,Lifestyle,Decathlon,Westside,Nykaa",
    "groceries": "BigBasket,DMart,Blinkit,Zepto,Reliance Fresh,More Supermarket,Spencers,Sri Ganesh Kirana,Patanjali Store,Mother Dairy",
    "food": "Swiggy,Zomato,Haldirams,Dominos,Cafe Coffee Day,Saravana Bhavan,Barbeque Nation,Chaayos,Udupi Sagar,McDonalds",
    "fuel": "Indian Oil,HP Petrol Pump,Bharat Petroleum,Shell India,Nayara Energy",
    "travel": "IRCTC,Uber,Ola,MakeMyTrip,IndiGo,RedBus,Air India,Namma Metro",
    "utilities": "MSEDCL,Tata Power,Airtel,Jio,BSNL,Mahanagar Gas,BESCOM,Vodafone Idea,ACT Fibernet,BSES",
    "health": "Apollo Pharmacy,MedPlus,Fortis Hospital,Dr Lal PathLabs,1mg,Netmeds",
    "insurance": "LIC of India,HDFC Life,ICICI Lombard,SBI Life,Star Health,New India Assurance",
    "education": "Delhi Public School,Kendriya Vidyalaya,Byjus,St Xaviers College,DAV School,VIT University",
    "tax": "Income Tax Dept,GST CBIC,Municipal Corporation",
    "fund": "HDFC Mutual Fund,SBI Mutual Fund,ICICI Pru AMC,Nippon India MF,Axis Mutual Fund,Parag Parikh AMC",
    "bank": "Sahyadri Bank",
    "cash": "ATM,Branch",
    "issuer": "National Highways Bond,REC Ltd,Power Finance Corp,Govt of India",
}
BANK_CODES = ("HDFC", "ICIC", "SBIN", "UTIB", "KKBK", "YESB", "PUNB", "BARB")
